"""Every mapped class, imported: what migrations and tests compare the database with."""

from core.accounts.model import Account, ConnectState
from core.accounts.token_use import TokenUse
from core.approvals.model import Approval, ApprovalRule
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
from core.insights.model import Insight
from core.notices.model import Conversation, MessageRef, Notice, SeenUpdate, Talk
from core.operations.model import AlertRow
from core.outbox import TaskRow
from core.people.model import Collaboration, Person, Promoter
from core.posts.model import Post, PublishCall, Revision
from core.posts.option_sheet import OptionSheet
from core.posts.uploads import Upload
from core.recaps.model import Recap
from core.series.model import Series
from core.spending.model import ModelCallRow, SpendingToldRow
from core.templates.saved import KeptTemplate, SavedTemplate, TemplateRating, TemplateUse
from core.tickets.model import TicketMilestone, TicketReport, TicketShop
from core.timing.proposal import MoveProposal
from core.workspaces.brand import BrandRow
from core.workspaces.model import Identity, Invite, Member, Workspace

__all__ = [
    "Account",
    "AccountDay",
    "AlertRow",
    "Approval",
    "ApprovalRule",
    "Audience",
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
    "DeletionRequest",
    "Delivery",
    "DesignSheet",
    "Digest",
    "DutyRow",
    "Event",
    "EventChange",
    "EventImport",
    "HashtagSet",
    "Identity",
    "Insight",
    "Invite",
    "KeptTemplate",
    "LaterDraft",
    "Member",
    "MessageRef",
    "ModelCallRow",
    "MoveProposal",
    "Notice",
    "OptionSheet",
    "OwnPlan",
    "PaintedDesign",
    "Person",
    "Post",
    "Promoter",
    "PublishCall",
    "Recap",
    "Revision",
    "SavedTemplate",
    "SeenUpdate",
    "Series",
    "SpendingToldRow",
    "Talk",
    "TaskRow",
    "TemplateRating",
    "TemplateUse",
    "TicketMilestone",
    "TicketReport",
    "TicketShop",
    "TokenUse",
    "Upload",
    "Workspace",
]
