"""PDFs held to their standards by a checker that is not ours."""

import page

STANDARDS = ("ua1", "2a")
# It takes a stream whose last byte happens to be a carriage return for one byte shorter.
MISREAD = {"PDFA2A-STREAM-LENGTH-001"}


def list_failures(data: bytes) -> set[str]:
    """The rules of PDF/UA-1 and PDF/A-2a that the file breaks."""
    reports = [page.validate_pdf_bytes(data, profile=name) for name in STANDARDS]
    assert all(report.rules.total > 100 for report in reports)
    return {failure.rule_id for report in reports for failure in report.failures} - MISREAD
