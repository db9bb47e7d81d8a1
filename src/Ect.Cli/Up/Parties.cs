using System.Security.Cryptography;
using Ect.Cli.Wallets;
using Ect.Ethereum;
using Ect.Ethereum.Keys;
using Ect.Sdk.Errors;

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
    /// <exception cref="EctException">A wallet of one of the names is the user's own (<see cref="ErrorCode.WalletExists"/>).</exception>
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
            if (!File.Exists(passwordFile))
            {
                throw new EctException(
                    ErrorCode.WalletExists,
                    $"Wallet '{name}' ({wallets.PathOf(name)}) was not made by `ect up`, which keeps the password of its play-money wallets beside them, and uses one of this name.",
                    "Run the local network in a folder of its own, `ect up --home FOLDER`, or move your wallet: `ect wallet export` and `ect wallet import` under another name.");
            }

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
