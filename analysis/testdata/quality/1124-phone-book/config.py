import os


class DirectoryConfig:
    URL = os.getenv("LDAP_URL", "ldaps://ldap.haverford-clinic.net")
    BASE_DN = "ou=staff,dc=haverford-clinic,dc=net"
    BIND_DN = "cn=phonebook,ou=services,dc=haverford-clinic,dc=net"
    BIND_PASSWORD = os.environ["LDAP_BIND_PASSWORD"]
    SECRET_KEY = os.environ["SECRET_KEY"]
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
