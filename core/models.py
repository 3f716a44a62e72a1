"""Every mapped class, imported: what migrations and tests compare the database with."""

from core.accounts.model import Account, ConnectState
from core.accounts.token_use import TokenUse
from core.api_tokens.model import ApiRequest, ApiToken
from core.approvals.model import Approval, ApprovalRule
from core.audit.model import AuditEntry, AuditErasure
from core.bulk.model import BulkChange
from core.calendar.model import CalendarFeed
from core.callbacks.model import Comment, DeletionRequest, Delivery
from core.campaigns.model import Campaign
from core.campaigns.own_plan import OwnPlan
from core.containers.model import Container
from core.database import Base
from core.designs.model import DesignSheet, PaintedDesign
from core.digests.model import Digest
from core.duties import DutyRow
from core.events.model import Event, EventChange
from core.hashtags.model import HashtagSet
from core.imports.model import EventImport, LaterDraft
from core.insights.account_model import AccountDay, Audience
from core.insights.model import Insight, NewestNumbers
from core.installs.model import Onboarding, SlackBot, SlackInstallation, SlackRotation, SlackState, SlackTeam
from core.links.model import LinkClicks, ShortLink
from core.notices.home_tab import HomeTab
from core.notices.model import Conversation, MessageRef, Notice, SeenUpdate, Talk
from core.operations.model import AlertRow, HealthCheckRow, IncidentRow, SystemMetricsRow, WorkRow
from core.outbox import TaskRow
from core.people.model import Collaboration, Person, Promoter
from core.posts.model import Post, PublishCall, Revision
from core.posts.option_sheet import OptionSheet
from core.posts.uploads import Upload
from core.privacy.model import PrivacyRequest
from core.recaps.model import Recap
from core.series.model import Series
from core.spending.model import ModelCallRow, SpendingToldRow
from core.telemetry.model import (
    AcquisitionSpend,
    AnalyticsEvent,
    CustomerChannel,
    PlanChange,
    TechnicalHour,
    UptimeHour,
)
from core.templates.saved import KeptTemplate, SavedTemplate, TemplateRating, TemplateUse
from core.tickets.model import TicketMilestone, TicketReport, TicketShop
from core.timing.proposal import MoveProposal
from core.trail.model import TrailEntry
from core.visits.model import Visit
from core.webhooks.model import WebhookDelivery, WebhookEndpoint
from core.workspaces.brand import BrandRow
from core.workspaces.model import Identity, Invite, Member, Workspace

__all__ = [
    "Account",
    "AccountDay",
    "AcquisitionSpend",
    "AlertRow",
    "AnalyticsEvent",
    "ApiRequest",
    "ApiToken",
    "Approval",
    "ApprovalRule",
    "Audience",
    "AuditEntry",
    "AuditErasure",
    "Base",
    "BrandRow",
    "BulkChange",
    "CalendarFeed",
    "Campaign",
    "Collaboration",
    "Comment",
    "ConnectState",
    "Container",
    "Conversation",
    "CustomerChannel",
    "DeletionRequest",
    "Delivery",
    "DesignSheet",
    "Digest",
    "DutyRow",
    "Event",
    "EventChange",
    "EventImport",
    "HashtagSet",
    "HealthCheckRow",
    "HomeTab",
    "Identity",
    "IncidentRow",
    "Insight",
    "Invite",
    "KeptTemplate",
    "LaterDraft",
    "LinkClicks",
    "Member",
    "MessageRef",
    "ModelCallRow",
    "MoveProposal",
    "NewestNumbers",
    "Notice",
    "Onboarding",
    "OptionSheet",
    "OwnPlan",
    "PaintedDesign",
    "Person",
    "PlanChange",
    "Post",
    "PrivacyRequest",
    "Promoter",
    "PublishCall",
    "Recap",
    "Revision",
    "SavedTemplate",
    "SeenUpdate",
    "Series",
    "ShortLink",
    "SlackBot",
    "SlackInstallation",
    "SlackRotation",
    "SlackState",
    "SlackTeam",
    "SpendingToldRow",
    "SystemMetricsRow",
    "Talk",
    "TaskRow",
    "TechnicalHour",
    "TemplateRating",
    "TemplateUse",
    "TicketMilestone",
    "TicketReport",
    "TicketShop",
    "TokenUse",
    "TrailEntry",
    "Upload",
    "UptimeHour",
    "Visit",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WorkRow",
    "Workspace",
]
