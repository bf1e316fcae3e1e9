"""Search the company's Active Directory with python-ldap."""
import ldap
from django.conf import settings
from ldap.dn import escape_dn_chars
from ldap.filter import escape_filter_chars, filter_format

ATTRIBUTES = ["cn", "mail", "telephoneNumber", "department"]


class ActiveDirectory:
    def __init__(self):
        self.conn = ldap.initialize(settings.AD_URL)
        self.conn.set_option(ldap.OPT_NETWORK_TIMEOUT, 5)
        self.conn.set_option(ldap.OPT_TIMEOUT, 10)
        self.conn.simple_bind_s(settings.AD_BIND_DN, settings.AD_BIND_PASSWORD)

    def search(self, text, department=None):
        safe = escape_filter_chars(text)
        query = f"(|(cn=*{safe}*)(mail=*{safe}*))"
        if department:
            query = "(&" + query + filter_format("(department=%s)", [department]) + ")"
        results = self.conn.search_ext_s(
            settings.AD_BASE_DN, ldap.SCOPE_SUBTREE, query, ATTRIBUTES, timeout=10, sizelimit=50,
        )
        return [self._person(attrs) for dn, attrs in results if dn]

    def members(self, unit):
        base = "OU=%s,%s" % (escape_dn_chars(unit), settings.AD_BASE_DN)
        results = self.conn.search_ext_s(
            base, ldap.SCOPE_ONELEVEL, "(objectClass=person)", ATTRIBUTES, timeout=10, sizelimit=200,
        )
        return [self._person(attrs) for dn, attrs in results if dn]

    @staticmethod
    def _person(attrs):
        return {key: attrs[key][0].decode() if key in attrs else "" for key in ATTRIBUTES}
