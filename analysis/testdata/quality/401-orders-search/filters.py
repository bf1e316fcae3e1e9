from dataclasses import dataclass, field
from typing import Any, Optional


@dataclass
class OrderFilter:
    """Everything the client may ask for when listing orders."""

    status: Optional[str] = None
    customer: Optional[str] = None
    min_total: Optional[float] = None
    sort: str = "created_at"
    direction: str = "desc"
    page: int = 1
    per_page: int = 50
    extra: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_args(cls, args) -> "OrderFilter":
        return cls(
            status=args.get("status"),
            customer=args.get("customer"),
            min_total=args.get("min_total", type=float),
            sort=args.get("sort", "created_at"),
            direction="asc" if args.get("direction", "").lower() == "asc" else "desc",
            page=max(args.get("page", 1, type=int), 1),
            per_page=min(args.get("per_page", 50, type=int), 200),
        )

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.per_page
