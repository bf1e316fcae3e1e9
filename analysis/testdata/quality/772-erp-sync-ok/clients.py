import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

CRM_URL = "https://api.dealstream.com/v3"
ERP_URL = "https://erp.intern.acme-tools.com/api"
ERP_CA = "/etc/ssl/certs/acme-internal-ca.pem"
TIMEOUT = (5, 30)


def make_session():
    session = requests.Session()
    retry = Retry(total=3, backoff_factor=1, status_forcelist=[502, 503, 504])
    session.mount("https://", HTTPAdapter(max_retries=retry))
    return session


class CrmClient:
    def __init__(self, token):
        self.session = make_session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def deals(self, since):
        page = 1
        while True:
            response = self.session.get(
                f"{CRM_URL}/deals", params={"since": since.isoformat(), "page": page}, timeout=TIMEOUT
            )
            response.raise_for_status()
            items = response.json()["items"]
            if not items:
                return
            yield from items
            page += 1


class ErpClient:
    def __init__(self, user, password):
        self.user = user
        self.password = password
        self.session = make_session()
        self.session.verify = ERP_CA

    def _post(self, path, payload):
        response = self.session.post(ERP_URL + path, json=payload, timeout=TIMEOUT)
        response.raise_for_status()
        return response.json()

    def login(self):
        token = self._post("/login", {"user": self.user, "password": self.password})["token"]
        self.session.headers["X-Auth"] = token

    def create_order(self, deal):
        return self._post("/orders", {"ref": deal["id"], "customer": deal["company"], "amount": deal["amount"]})
