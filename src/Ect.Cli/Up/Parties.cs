using System.Security.Cryptography;
using Ect.Cli.Wallets;
using Ect.Ethereum;
using Ect.Ethereum.Keys;

namespace Ect.Cli.Up;

/// <summary>The wallets of a local network: made once, opened at every start.</summary>
internal sealed record Parties(Party Treasury, Party Requester, Party AppOwner, Party DatasetOwner, Party PoolOwner, IReadOnlyList<Party> Workers)
{
    public IEnumerable<Party> All => [Treasury, Requester, AppOwner, DatasetOwner, PoolOwner, .. Workers];

    private static readonly KeystoreOptions Light = new() { ScryptN = 1024 };

    /// <summary>Opens the wallets, making those that are missing.</summary>
    /// <remarks>
    /// Their passwords lie beside them, as is right for play money only: the chain's tokens are worth nothing. Hence
    /// the light key derivation, too.
    /// </remarks>
    public static Parties Open(WalletFolder wallets, int workers) => new(
        OpenOne(wallets, "treasury", 0),
        OpenOne(wallets, WalletFolder.DefaultName, 10_000),
        OpenOne(wallets, "app-owner", 0),
        OpenOne(wallets, "dataset-owner", 0),
        OpenOne(wallets, "pool-owner", 10_000),
        [.. Enumerable.Range(1, workers).Select(number => OpenOne(wallets, $"worker-{number}", 100))]);

    private static Party OpenOne(WalletFolder wallets, string name, int deposit)
    {
        var passwordFile = wallets.PasswordFileOf(name);
        PrivateKey key;
        if (wallets.Has(name))
        {
            key = wallets.Open(name, PrivateFile.ReadSecret(passwordFile));
        }
        else
        {
            key = PrivateKey.Generate();
            var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            PrivateFile.CreateFolder(Path.GetDirectoryName(passwordFile)!);
            // One left by a start that was cut short opens no wallet.
            File.Delete(passwordFile);
            PrivateFile.Create(passwordFile, password + "\n");
            wallets.Save(name, key, password, Light);
        }

        return new Party(name, key, Units.ParseEther(deposit.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
