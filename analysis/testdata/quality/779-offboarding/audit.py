import getpass
import logging

logging.basicConfig(filename="/var/log/offboarding.log", format="%(asctime)s %(message)s", level=logging.INFO)


def write_audit(login, reason):
    entry = "OFFBOARD user={} by={} reason={}".format(login, getpass.getuser(), reason)
    logging.info(entry)
