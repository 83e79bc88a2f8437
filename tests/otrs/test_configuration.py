from __future__ import annotations

import pytest

from gotrs_api.identity.providers.config import CONFIGS
from gotrs_api.identity.schemas.providers import ProviderCreate
from gotrs_api.otrs.configuration import read_proposal
from gotrs_api.otrs.errors import CannotGoOn
from gotrs_api.otrs.perl_config import read_config_pm

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
    $Self->{'AuthModule1'} = 'Kernel::System::Auth::LDAP';
    $Self->{'AuthModule::UseSyncBackend1'} = 'AuthSyncBackend2';
    $Self->{'AuthModule::LDAP::Host1'} = [ 'ldaps://ad1.example.org:636', 'ad2.example.org' ];
    $Self->{'AuthModule::LDAP::BaseDN1'} = 'dc=ad,dc=example,dc=org';
    $Self->{'AuthModule::LDAP::UID1'} = 'sAMAccountName';
    $Self->{'AuthModule::LDAP::GroupDN1'} = 'cn=agents,ou=groups,dc=ad,dc=example,dc=org';
    $Self->{'AuthModule::LDAP::SearchUserDN1'} = 'cn=otrs,dc=ad,dc=example,dc=org';
    $Self->{'AuthModule::LDAP::SearchUserPw1'} = 'geheim';
    $Self->{'AuthSyncModule2'} = 'Kernel::System::Auth::Sync::LDAP';
    $Self->{'AuthSyncModule::LDAP::UserSyncMap2'} = { # and a comment
        UserFirstname => 'givenName', UserLastname => 'surname', };
    $Self->{'AuthSyncModule::LDAP::UserSyncInitialGroups2'} = [ qw(users faq) ];
    $Self->{'AuthSyncModule::LDAP::UserSyncRolesDefinition2'} = {
        'cn=boss,ou=groups' => { Chief => 1, Helper => 0 },
    };
    $Self->{'AuthSyncModule::LDAP::UserSyncGroupsDefinition2'} = {
        'cn=agents,ou=groups' => { admin => { rw => 1, ro => 1 }, users => { rw => 0 } },
    };
    $Self->{'Customer::AuthModule2'} = 'Kernel::System::CustomerAuth::LDAP';
    $Self->{'Customer::AuthModule::LDAP::Host2'} = 'people.example.org';
    $Self->{'Customer::AuthModule::LDAP::BaseDN2'} = 'ou=people';
    $Self->{CustomerUser1} = {
        Name => 'People', Module => 'Kernel::System::CustomerUser::LDAP',
        Params => { Host => 'people.example.org', BaseDN => 'ou=people', AlwaysFilter => '(mail=*)', },
        CustomerKey => 'uid', CustomerID => 'o',
        Map => [ [ 'UserLastname', 'Lastname', 'sn', 1, 1, 'var', '', 0 ], [ 'UserEmail', 'Email', 'email', 1 ], ],
    };
    $Self->{CustomerUser2} = { Module => 'Kernel::System::CustomerUser::DB', Params => { DSN => 'DBI:odbc:x' } };
    $Self->{Computed} = join ',', @list;
    return 1;
}
"""


def test_plain_values_are_read_and_code_is_not_run() -> None:
    values = read_config_pm(CONFIG).values
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
    assert any("HTTPBasicAuth" in remark for remark in proposal.remarks)
    assert "Computed is computed in Perl: look at it yourself." in proposal.remarks


def test_each_backend_becomes_a_provider_that_the_desk_takes() -> None:
    proposal = read_proposal(CONFIG)
    by_name = {provider["name"]: provider for provider in proposal.providers}
    assert list(by_name) == ["ldap-agents", "ldap-agents-1", "header-customers", "ldap-customers-2"]
    for provider in by_name.values():
        new = ProviderCreate.model_validate(provider)
        CONFIGS[new.type].model_validate(new.config)
    plain, directory = by_name["ldap-agents"]["config"], by_name["ldap-agents-1"]["config"]
    assert (plain["host"], plain["base_dn"], plain["security"]) == ("ldap.example.org", "dc=example,dc=org", "starttls")
    assert directory == {
        "host": "ad1.example.org", "security": "ldaps", "base_dn": "dc=ad,dc=example,dc=org",
        "bind_dn": "cn=otrs,dc=ad,dc=example,dc=org", "bind_password": "geheim", "user_filter": "(objectClass=person)",
        "login_attribute": "sAMAccountName", "required_groups": ["cn=agents,ou=groups,dc=ad,dc=example,dc=org"],
        "group_base_dn": "ou=groups,dc=ad,dc=example,dc=org", "member_attribute": "member", "nested_groups": False,
        "first_name_attribute": "givenName", "last_name_attribute": "surname",
        "roles": {"cn=boss,ou=groups": ["Chief"]}, "groups": {"cn=agents,ou=groups": ["admin:rw", "admin:ro"]},
    }  # fmt: skip
    customers = by_name["ldap-customers-2"]
    assert (customers["customers"], customers["agents"]) == (True, False)
    config = customers["config"]
    assert (config["email_attribute"], config["customer_id_attribute"]) == ("email", "o")
    said = " ".join(proposal.remarks)
    for words in ("the first is taken", "users, faq", "unencrypted", "CustomerUser2", "X-Remote-User"):
        assert words in said


AS_ADMINISTRATORS_WRITE = r"""
    my $Domain = 'example.org';
    my $Base = "dc=example,dc=org";
    $Self->{FQDN} = "desk.$Domain"; # was: $Self->{FQDN} = 'old.example.org';
    $Self->{'AuthModule::LDAP::BaseDN'} = $Base;
    $Self->{'AuthModule::LDAP::GroupDN'} = 'CN=Agents,OU=Groups,' . $Base;
    $Self->{'AuthModule::LDAP::SearchUserDN'} = "CN=svc,${Base}";
    $Self->{'AuthModule::LDAP::Host'} = 'ldap://dc1.example.org ldap://dc2.example.org';
    $Self->{'AuthModule'} = "Kernel::System::Auth::LDAP";
    $Self->{Organization} = q{Müller & Söhne (q{Nord})};
    $Self->{NotificationBody} = <<'EOF' . "the end";
It's here;
$Self->{FQDN} = 'not.this.one';
EOF
    $Self->{CustomerUser} = { Name => Translatable('Database'), Map => [ [ 'UserTitle', undef, 'title' ], ], };
    $Self->{Hours} = { Mon => [ 8 .. 10 ], qw(a b) };
    $Self->{Deep}->{'9-Sub'}{Key} = 1;

=pod

    $Self->{FQDN} = 'pod.example.org';

=cut

    if ( $ENV{TEST} =~ /a'b/ ) {
        $Self->{FQDN} = 'test.example.org';
    }
    $Self->{SystemID} = 10 unless $Self->{SystemID};
    $Self->{Stale} = 'plain';
    $Self->{Stale} = `hostname`;
    $Self->{Half} = "dc=$Unknown";
    push @{ $Self->{List} }, 'x';
    $Self->{"Host$Number"} = 'x';
1;
__END__
    $Self->{FQDN} = 'after.the.end';
"""


def test_strings_are_joined_and_filled_in_and_what_only_perl_knows_is_named() -> None:
    read = read_config_pm(AS_ADMINISTRATORS_WRITE)
    directory = {name.rpartition("::")[2]: value for name, value in read.values.items() if "LDAP::" in name}
    assert directory == {
        "BaseDN": "dc=example,dc=org", "GroupDN": "CN=Agents,OU=Groups,dc=example,dc=org",
        "SearchUserDN": "CN=svc,dc=example,dc=org", "Host": "ldap://dc1.example.org ldap://dc2.example.org",
    }  # fmt: skip
    assert read.values["FQDN"] == "desk.example.org"
    assert read.values["Organization"] == "Müller & Söhne (q{Nord})"
    assert read.values["NotificationBody"] == "It's here;\n$Self->{FQDN} = 'not.this.one';\nthe end"
    assert read.values["CustomerUser"] == {"Name": "Database", "Map": [["UserTitle", None, "title"]]}
    assert read.values["Hours"] == {"Mon": ["8", "9", "10"], "a": "b"}
    assert read.values["Deep"] == {"9-Sub": {"Key": "1"}}
    assert read.computed == ["Stale", "Half", "List", "Host$Number"]
    assert read.conditional == ["FQDN", "SystemID"]
    assert not {"Stale", "SystemID"} & read.values.keys()
    (provider,) = read_proposal(AS_ADMINISTRATORS_WRITE).providers
    assert provider["config"]["host"] == "dc1.example.org"


def test_characters_written_by_their_numbers_are_read() -> None:
    read = read_config_pm(r"""$Self->{FQDN} = "desk\x2eexample\x{2E}org\t";""")
    assert read.values == {"FQDN": "desk.example.org\t"}


@pytest.mark.parametrize("text", ["1;\n", '\x7fELF\0"\0', "$Other->{FQDN} = 'cut of"])
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(CannotGoOn, match=r"Config\.pm"):
        read_proposal(text)


def test_a_file_that_ends_within_a_text_is_read_so_far() -> None:
    read = read_config_pm("$Self->{FQDN} = 'desk.example.org';\n$Self->{Organization} = \"Cut of")
    assert read.values["FQDN"] == "desk.example.org"
