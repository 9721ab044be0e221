"""What can be done with an application, by the part of its life it belongs to."""

from naboskap.applications.actions.answering import (
    check_translation,
    restore_answer,
    restore_translation,
    save_answer,
    save_translation,
    set_aside_answer,
)
from naboskap.applications.actions.attaching import (
    remove_attachment,
    save_attachment,
    warn_of_files,
)
from naboskap.applications.actions.changing import (
    begin_change,
    drop_change,
    end_change_in_time,
    require_settled,
    send_change,
)
from naboskap.applications.actions.confirming import (
    confirm_application,
    confirm_with_secret,
    lapse_application,
    let_change_lapse,
    let_run,
    let_wait,
    record_confirmation,
    remind_to_confirm,
)
from naboskap.applications.actions.drafts import (
    lay_aside,
    remind_of_closing,
    remind_of_silence,
    tell_of_extension,
)
from naboskap.applications.actions.helping import (
    comment_on,
    end_help,
    let_in_adviser,
    settle_comment,
)
from naboskap.applications.actions.improving import move_drafts, roll_drafts_forward
from naboskap.applications.actions.inviting import (
    accept_invitation,
    end_invitation,
    find_invitation,
    invite_to_seat,
    may_try,
    note_try,
    renew_invitation,
    require_draft,
)
from naboskap.applications.actions.late import answer_late_door, ask_late_door
from naboskap.applications.actions.money import (
    add_costs,
    change_exchange,
    put_back_cost,
    put_back_financing,
    remove_cost,
    remove_financing,
    save_amount,
    save_cost,
    save_financing,
)
from naboskap.applications.actions.pairing import (
    describe_side,
    mark_informed,
    set_names,
    set_organisation,
    set_publication_wish,
)
from naboskap.applications.actions.planning import (
    move_activity,
    put_back_activity,
    remove_activity,
    save_activity,
    save_basics,
    save_participants,
)
from naboskap.applications.actions.presence import note_writing
from naboskap.applications.actions.promising import (
    hand_in_attachment,
    postpone_attachment,
    put_off_awaited,
    remind_of_papers,
    waive_attachment,
)
from naboskap.applications.actions.rendering import (
    ShortTextChanged,
    check_short_translation,
    save_short_translation,
)
from naboskap.applications.actions.reusing import start_from_earlier
from naboskap.applications.actions.seats import (
    answer_lead_offer,
    leave_seat,
    offer_lead,
    set_may_write,
    take_back_lead_offer,
)
from naboskap.applications.actions.sending import (
    change_unlocked,
    judgement_of,
    submit_application,
    withdraw_application,
)
from naboskap.applications.actions.starting import (
    go_on_in_full_form,
    start_application,
    start_from_idea,
)
from naboskap.applications.actions.stumbling import count_at_the_check, count_stumbles
from naboskap.applications.actions.swapping import leave_as_side, take_out_partner
from naboskap.applications.actions.trying import carry_on_trials, throw_away, try_on_past
from naboskap.applications.actions.writing import PartChanged, next_row

__all__ = [
    "PartChanged",
    "ShortTextChanged",
    "accept_invitation",
    "add_costs",
    "answer_late_door",
    "answer_lead_offer",
    "ask_late_door",
    "begin_change",
    "carry_on_trials",
    "change_exchange",
    "change_unlocked",
    "check_short_translation",
    "check_translation",
    "comment_on",
    "confirm_application",
    "confirm_with_secret",
    "count_at_the_check",
    "count_stumbles",
    "describe_side",
    "drop_change",
    "end_change_in_time",
    "end_help",
    "end_invitation",
    "find_invitation",
    "go_on_in_full_form",
    "hand_in_attachment",
    "invite_to_seat",
    "judgement_of",
    "lapse_application",
    "lay_aside",
    "leave_as_side",
    "leave_seat",
    "let_change_lapse",
    "let_in_adviser",
    "let_run",
    "let_wait",
    "mark_informed",
    "may_try",
    "move_activity",
    "move_drafts",
    "next_row",
    "note_try",
    "note_writing",
    "offer_lead",
    "postpone_attachment",
    "put_back_activity",
    "put_back_cost",
    "put_back_financing",
    "put_off_awaited",
    "record_confirmation",
    "remind_of_closing",
    "remind_of_papers",
    "remind_of_silence",
    "remind_to_confirm",
    "remove_activity",
    "remove_attachment",
    "remove_cost",
    "remove_financing",
    "renew_invitation",
    "require_draft",
    "require_settled",
    "restore_answer",
    "restore_translation",
    "roll_drafts_forward",
    "save_activity",
    "save_amount",
    "save_answer",
    "save_attachment",
    "save_basics",
    "save_cost",
    "save_financing",
    "save_participants",
    "save_short_translation",
    "save_translation",
    "send_change",
    "set_aside_answer",
    "set_may_write",
    "set_names",
    "set_organisation",
    "set_publication_wish",
    "settle_comment",
    "start_application",
    "start_from_earlier",
    "start_from_idea",
    "submit_application",
    "take_back_lead_offer",
    "take_out_partner",
    "tell_of_extension",
    "throw_away",
    "try_on_past",
    "waive_attachment",
    "warn_of_files",
    "withdraw_application",
]
