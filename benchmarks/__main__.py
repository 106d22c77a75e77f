"""`make benchmark`: side by side with peers in one run. Figures are ratios of one machine's moment, never asserted by tests."""

from __future__ import annotations

from benchmarks import drafting

if __name__ == "__main__":
    drafting.main()
