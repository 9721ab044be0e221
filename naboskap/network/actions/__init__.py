"""What is done with subscriptions, issues of the newsletter, events and registrations."""

from naboskap.network.actions.braking import forget_brakes
from naboskap.network.actions.events import (
    cancel_event,
    count_who_came,
    delete_event,
    show_event,
    write_event,
)
from naboskap.network.actions.issues import (
    LONGEST,
    LONGEST_TITLE,
    begin_issue,
    delete_issue,
    propose_issue,
    return_issue,
    save_issue,
)
from naboskap.network.actions.registering import (
    MOST_PEOPLE,
    cancel_registration,
    confirm_registration,
    erase_registrations,
    register,
    release_unconfirmed,
)
from naboskap.network.actions.reminding import remind_of_events
from naboskap.network.actions.returning import Taken, take_return
from naboskap.network.actions.sending import (
    end_issue,
    go_on_with_issue,
    send_issue,
    send_test,
    stop_issue,
    work_on_issues,
)
from naboskap.network.actions.subscribing import (
    bring_in,
    change_subscription,
    confirm,
    find_subscriber,
    forget_resting,
    forget_unconfirmed,
    leave,
    sign_up,
)
from naboskap.network.actions.vouching import vouch_for_words

__all__ = [
    "LONGEST",
    "LONGEST_TITLE",
    "MOST_PEOPLE",
    "Taken",
    "begin_issue",
    "bring_in",
    "cancel_event",
    "cancel_registration",
    "change_subscription",
    "confirm",
    "confirm_registration",
    "count_who_came",
    "delete_event",
    "delete_issue",
    "end_issue",
    "erase_registrations",
    "find_subscriber",
    "forget_brakes",
    "forget_resting",
    "forget_unconfirmed",
    "go_on_with_issue",
    "leave",
    "propose_issue",
    "register",
    "release_unconfirmed",
    "remind_of_events",
    "return_issue",
    "save_issue",
    "send_issue",
    "send_test",
    "show_event",
    "sign_up",
    "stop_issue",
    "take_return",
    "vouch_for_words",
    "work_on_issues",
    "write_event",
]
