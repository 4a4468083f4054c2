"""All parts of the fake, put together."""

from .command_store import CommandStore
from .composer import Composer
from .desk import Desk
from .faults import Faults
from .gateway import Gateway
from .journal import Journal
from .limits import Limits
from .postbox import Postbox
from .rules import Rules
from .world import World


class Backend:
    """Hold the parts that routes and the driver share."""

    def __init__(self, world: World, rules: Rules) -> None:
        self.world = world
        self.rules = rules
        self.journal = Journal(rules.history)
        self.faults = Faults()
        self.limits = Limits(global_a_second=rules.global_requests_a_second)
        self.gateway = Gateway(world, rules, self.journal, self.faults)
        self.composer = Composer(world, self.gateway, rules.history)
        self.postbox = Postbox(world, rules, self.journal, self.composer)
        self.desk = Desk(world, rules, self.journal, self.postbox)
        self.commands = CommandStore(world.application.id, world.new_id)
