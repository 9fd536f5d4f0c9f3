"""Message -> findings: one small pure function a rubric item, by what it looks at."""

from assistant.outreach.checks.rubric import CHECKS, Verdict, check, check_draft, verdict

__all__ = ["CHECKS", "Verdict", "check", "check_draft", "verdict"]
