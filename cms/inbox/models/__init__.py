"""The tables of the inbox: what waits, who stands in for whom, which days are worked, how long a stage may take."""

from .calendar import DeadlineRule, Holiday
from .delegation import Delegation
from .waiting import Excluded, WaitingItem

__all__ = ["DeadlineRule", "Delegation", "Excluded", "Holiday", "WaitingItem"]
