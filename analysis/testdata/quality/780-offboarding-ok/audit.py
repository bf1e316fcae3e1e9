import getpass
import logging

logging.basicConfig(filename="/var/log/offboarding.log", format="%(asctime)s %(message)s", level=logging.INFO)


def one_line(text):
    return text.replace("\r", " ").replace("\n", " ")[:200]


def write_audit(login, reason):
    entry = "OFFBOARD user={} by={} reason={}".format(one_line(login), getpass.getuser(), one_line(reason))
    logging.info(entry)
