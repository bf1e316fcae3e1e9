import requests

CRM_URL = "https://api.dealstream.com/v3"
CRM_TOKEN = "ds_live_8Kq2ZrT5vWx9NbYc3LmHpJd7"
ERP_URL = "https://erp.intern.acme-tools.com/api"


class CrmClient:
    def __init__(self):
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {CRM_TOKEN}"

    def deals(self, since):
        page = 1
        while True:
            response = self.session.get(f"{CRM_URL}/deals", params={"since": since.isoformat(), "page": page})
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
        self.session = requests.Session()
        self.session.verify = False

    def _post(self, path, payload):
        response = self.session.post(ERP_URL + path, json=payload, timeout=30)
        response.raise_for_status()
        return response.json()

    def login(self):
        token = self._post("/login", {"user": self.user, "password": self.password})["token"]
        self.session.headers["X-Auth"] = token

    def create_order(self, deal):
        return self._post("/orders", {"ref": deal["id"], "customer": deal["company"], "amount": deal["amount"]})
