using Ect.Cli.Up;
using Ect.Cli.Wallets;
using Ect.Ethereum;
using Ect.Ethereum.Keys;
using Ect.Sdk.Errors;

namespace Ect.Cli.Tests.Up;

public sealed class PartiesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ect-parties-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Wallets_of_a_local_network_are_made_once_and_opened_again()
    {
        var wallets = new WalletFolder(_folder.FullName);
        var first = Parties.Open(wallets, workers: 2);
        Parties.Open(wallets, workers: 2).All.Select(party => party.Address).Should().Equal(first.All.Select(party => party.Address));
    }

    [Fact]
    public void A_wallet_of_the_users_own_is_neither_opened_nor_replaced()
    {
        var wallets = new WalletFolder(_folder.FullName);
        var own = PrivateKey.Generate();
        wallets.Save(WalletFolder.DefaultName, own, "secret", KeystoreOptions.InsecureForTests);

        var refusal = FluentActions.Invoking(() => Parties.Open(wallets, workers: 1)).Should().Throw<EctException>().Which;

        refusal.Code.Should().Be(ErrorCode.WalletExists);
        refusal.Message.Should().Contain("'default'");
        wallets.AddressOf(WalletFolder.DefaultName).Should().Be(own.Address);
    }
}
