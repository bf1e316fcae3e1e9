"""Lets Claude choose one of a few fixed maintenance actions and runs it on the home server."""
import asyncio
import os

import anthropic

ACTIONS = {
    "disk_usage": ["df", "-h"],
    "memory": ["free", "-m"],
    "uptime": ["uptime"],
    "failed_units": ["systemctl", "--failed", "--no-pager"],
}

PROMPT = "Answer with exactly one of these words: " + ", ".join(sorted(ACTIONS)) + ", none."


class Agent:
    def __init__(self):
        self.client = anthropic.AsyncAnthropic(api_key=os.environ["ANTHROPIC_API_KEY"], timeout=30.0)

    async def plan(self, text):
        message = await self.client.messages.create(
            model="claude-3-5-sonnet-latest",
            max_tokens=20,
            system=PROMPT,
            messages=[{"role": "user", "content": text}],
        )
        answer = message.content[0].text.strip()
        return answer if answer in ACTIONS else None

    async def run(self, text):
        action = await self.plan(text)
        if action is None:
            return None, "I can't do that."
        argv = ACTIONS[action]
        proc = await asyncio.create_subprocess_exec(
            *argv, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        out, _ = await asyncio.wait_for(proc.communicate(), timeout=60)
        return action, out.decode(errors="replace")[:4000]
