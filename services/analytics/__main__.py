"""Start service analytics: python -m services.analytics."""

from services.analytics.service import SERVICE

if __name__ == "__main__":
    SERVICE.run()
