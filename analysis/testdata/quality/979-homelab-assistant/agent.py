"""Turns a sentence into a shell command with Claude and runs it on the home server."""
import asyncio
import os

import anthropic

PROMPT = (
    "You administrate a Debian home server. Answer with exactly one shell command, "
    "no explanation, no code fence."
)


class Agent:
    def __init__(self):
        self.client = anthropic.AsyncAnthropic(api_key=os.environ["ANTHROPIC_API_KEY"], timeout=30.0)

    async def plan(self, text):
        message = await self.client.messages.create(
            model="claude-3-5-sonnet-latest",
            max_tokens=200,
            system=PROMPT,
            messages=[{"role": "user", "content": text}],
        )
        return message.content[0].text.strip()

    async def run(self, text):
        command = await self.plan(text)
        proc = await asyncio.create_subprocess_shell(
            command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        out, _ = await asyncio.wait_for(proc.communicate(), timeout=60)
        return command, out.decode(errors="replace")[:4000]
