"""The pages of a harvest, through the client: who may, what is said, what is kept."""

import re
from typing import Any

import pytest
from django.test import Client
from factories.cards import make_collection, open_collection, put_cards, typed
from factories.organisations import make_member, make_organisation
from factories.register import start_process
from tests_of_cards import close

from balises.boxes.models import Envelope, Invitation
from balises.boxes.services import limiting
from balises.boxes.services.limiting import Hourly
from balises.cards.models import Card, CardCollection
from balises.cards.rules import CollectionState
from balises.organisations.models import Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.register.models import AIUse
from balises.shared.http import activity_token
