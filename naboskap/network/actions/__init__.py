"""What is done with subscriptions and with issues of the newsletter."""

from naboskap.network.actions.issues import (
    LONGEST,
    LONGEST_TITLE,
    begin_issue,
    delete_issue,
    propose_issue,
    return_issue,
    save_issue,
)
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

__all__ = [
    "LONGEST",
    "LONGEST_TITLE",
    "begin_issue",
    "bring_in",
    "change_subscription",
    "confirm",
    "delete_issue",
    "end_issue",
    "find_subscriber",
    "forget_resting",
    "forget_unconfirmed",
    "go_on_with_issue",
    "leave",
    "propose_issue",
    "return_issue",
    "save_issue",
    "send_issue",
    "send_test",
    "sign_up",
    "stop_issue",
    "work_on_issues",
]
