import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Profile:
    aliases: dict[str, str] = field(default_factory=dict)
    exports: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_mapping(cls, data: dict[str, Any]) -> "Profile":
        return cls(
            aliases={str(k): str(v) for k, v in (data.get("aliases") or {}).items()},
            exports={str(k): str(v) for k, v in (data.get("exports") or {}).items()},
        )

    def summary(self) -> str:
        return f"{len(self.aliases)} aliases, {len(self.exports)} exports"


class ProfileCache:
    def __init__(self) -> None:
        self.folder = Path.home() / ".cache" / "dotprofile"
        self.folder.mkdir(parents=True, exist_ok=True)

    def store(self, profile: Profile) -> Path:
        target = self.folder / "current.env"
        lines = [f"{key}={value}" for key, value in sorted(profile.exports.items())]
        fd = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(fd, "w") as handle:
            handle.write("\n".join(lines) + "\n")
        return target
