"""Every form the bot knows, by key."""

from bot.flows import (
    add_post,
    approvals,
    artist_photos,
    brand,
    change_post,
    choose_account,
    create_event,
    design_forms,
    extras,
    goals,
    hashtags,
    people,
    plans,
    recap,
    series,
    settings,
    tickets,
    times,
)
from bot.flows.form import Form

FORMS: dict[str, Form] = {
    form.key: form
    for form in (
        create_event.FORM,
        change_post.REQUEST_CHANGES,
        change_post.EDIT_CAPTION,
        change_post.RESCHEDULE,
        choose_account.FORM,
        add_post.FORM,
        artist_photos.FORM,
        *extras.FORMS.values(),
        settings.FORM,
        goals.FORM,
        series.NEXT,
        series.BEGIN,
        series.DATES,
        approvals.FORM,
        brand.FORM,
        design_forms.SAVE,
        design_forms.CHANGE,
        design_forms.SEARCH,
        hashtags.ADD,
        hashtags.CHANGE,
        hashtags.RULES,
        tickets.FORM,
        people.FORM,
        plans.COPY,
        plans.KEEP,
        plans.CHANGE,
        times.FORM,
        recap.PHOTOS,
        recap.PICK,
    )
}
