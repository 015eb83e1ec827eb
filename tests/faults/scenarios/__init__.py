"""All scenarios in the order in which they run; the short form is a part of the long one."""
from scenarios import clock_and_certificates, database, network, partners, processes, steps, volume

LONG = [*clock_and_certificates.ALL, *processes.ALL, *database.ALL, *network.ALL, *volume.ALL, *partners.ALL, *steps.ALL]
SHORT = LONG
