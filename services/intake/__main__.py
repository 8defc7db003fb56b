"""Start service intake: python -m services.intake."""

from services.intake.service import SERVICE

if __name__ == "__main__":
    SERVICE.run()
