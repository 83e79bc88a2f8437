from __future__ import annotations

import pytest

from gotrs_api.otrs.configuration import read_config_pm, read_proposal
from gotrs_api.otrs.errors import CannotGoOn

CONFIG = r"""
package Kernel::Config;
sub Load {
    my $Self = shift;
    $Self->{DatabaseHost} = 'db.example.org';
    $Self->{'Database'} = "otrs";
    $Self->{DatabaseUser} = 'otrs';
    $Self->{DatabasePw} = 'it\'s@secret';
    $Self->{DatabaseDSN} = "DBI:mysql:database=$Self->{Database};host=$Self->{DatabaseHost};";
    # $Self->{FQDN} = 'old.example.org';
    $Self->{FQDN} = 'desk.example.org';
    $Self->{'Ticket::Hook'} = 'Case#';
    $Self->{'AuthModule'} = 'Kernel::System::Auth::LDAP';
    $Self->{'AuthModule::LDAP::Host'} = 'ldap.example.org';
    $Self->{'AuthModule::LDAP::BaseDN'} = 'dc=example,dc=org';
    $Self->{'AuthModule::LDAP::UID'} = 'uid';
    $Self->{'AuthModule::LDAP::Params'} = { port => 389, 'timeout' => 120, list => [ 'a', 'b' ], };
    $Self->{'AuthSyncModule::LDAP::UserSyncMap'}->{UserFirstname} = 'givenName';
    $Self->{'Customer::AuthModule'} = 'Kernel::System::CustomerAuth::HTTPBasicAuth';
    $Self->{Computed} = join ',', @list;
    return 1;
}
"""


def test_plain_values_are_read_and_code_is_not_run() -> None:
    values = read_config_pm(CONFIG)
    assert values["DatabasePw"] == "it's@secret"
    assert values["AuthModule::LDAP::Params"] == {"port": "389", "timeout": "120", "list": ["a", "b"]}
    assert values["AuthSyncModule::LDAP::UserSyncMap"] == {"UserFirstname": "givenName"}
    assert values["FQDN"] == "desk.example.org"
    assert "Computed" not in values


def test_the_proposal_names_database_ldap_and_what_needs_a_person() -> None:
    proposal = read_proposal(CONFIG)
    assert proposal.environment["GOTRS_DATABASE_URL"] == "mysql+aiomysql://otrs:it%27s%40secret@db.example.org/otrs"
    assert proposal.environment["GOTRS_PUBLIC_URL"] == "https://desk.example.org"
    assert proposal.settings["Ticket::Hook"] == "Case#"
    assert proposal.ldap["AuthModule"]["BaseDN"] == "dc=example,dc=org"
    assert any("HTTPBasicAuth" in remark for remark in proposal.remarks)


def test_another_file_is_refused() -> None:
    with pytest.raises(CannotGoOn, match=r"Config\.pm"):
        read_proposal("1;\n")
