"""Problem set 4: personal network, digits and advice, as its cells import them."""

from helpers.problem_sets.advice import advise_own_work
from helpers.problem_sets.ps4_mnist_cnn import numbers
from helpers.problem_sets.ps4_mnist_cnn.confusions import (
    advise_confusions,
    advise_most_confused,
    advise_own_pair,
    advise_predicted,
    advise_shares,
)
from helpers.problem_sets.ps4_mnist_cnn.fitting import (
    advise_accuracy,
    advise_budget,
    advise_history,
    advise_loss,
    advise_training_steps,
    answers,
)
from helpers.problem_sets.ps4_mnist_cnn.given import budget_of, parts_of
from helpers.problem_sets.ps4_mnist_cnn.keras_network import advise_chain, advise_layer
from helpers.problem_sets.ps4_mnist_cnn.moves import advise_moved_accuracy, advise_one_place
from helpers.problem_sets.ps4_mnist_cnn.numbers import move, specification
from helpers.problem_sets.ps4_mnist_cnn.pictures import advise_as_input, advise_as_target
from helpers.problem_sets.ps4_mnist_cnn.wanted import network
from helpers.problem_sets.student import student_id

__all__ = [
    "advise_accuracy",
    "advise_as_input",
    "advise_as_target",
    "advise_budget",
    "advise_chain",
    "advise_confusions",
    "advise_history",
    "advise_layer",
    "advise_loss",
    "advise_most_confused",
    "advise_moved_accuracy",
    "advise_one_place",
    "advise_own_pair",
    "advise_own_work",
    "advise_predicted",
    "advise_shares",
    "advise_training_steps",
    "answers",
    "budget_of",
    "move",
    "network",
    "numbers",
    "parts_of",
    "specification",
    "student_id",
]
