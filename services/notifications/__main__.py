"""Start service notifications: python -m services.notifications."""

from services.notifications.service import SERVICE

if __name__ == "__main__":
    SERVICE.run()
