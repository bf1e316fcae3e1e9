"""Search the company's Active Directory with python-ldap."""
import ldap
from django.conf import settings

ATTRIBUTES = ["cn", "mail", "telephoneNumber", "department"]


class ActiveDirectory:
    def __init__(self):
        self.conn = ldap.initialize(settings.AD_URL)
        self.conn.set_option(ldap.OPT_NETWORK_TIMEOUT, 5)
        self.conn.set_option(ldap.OPT_TIMEOUT, 10)
        self.conn.simple_bind_s(settings.AD_BIND_DN, settings.AD_BIND_PASSWORD)

    def search(self, text, department=None):
        query = f"(|(cn=*{text}*)(mail=*{text}*))"
        if department:
            query = "(&" + query + "(department=" + department + "))"
        results = self.conn.search_s(settings.AD_BASE_DN, ldap.SCOPE_SUBTREE, query, ATTRIBUTES)
        return [self._person(attrs) for dn, attrs in results if dn][:50]

    def members(self, unit):
        base = "OU=%s,%s" % (unit, settings.AD_BASE_DN)
        results = self.conn.search_s(base, ldap.SCOPE_ONELEVEL, "(objectClass=person)", ATTRIBUTES)
        return [self._person(attrs) for dn, attrs in results if dn][:200]

    @staticmethod
    def _person(attrs):
        return {key: attrs[key][0].decode() if key in attrs else "" for key in ATTRIBUTES}
