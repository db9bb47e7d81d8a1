using System.Numerics;
using System.Security.Cryptography;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Signing;
using Ect.Wire;
using Google.Protobuf;

namespace Ect.Scheduler.Workers;

/// <summary>
/// One stream's proof of a wallet. The nonce lives and dies with the stream and is good for one attempt, so a login
/// that was heard elsewhere, at another pool, hub or chain, or earlier, proves nothing here.
/// </summary>
internal sealed class LoginCheck(EctDomain domain, BigInteger pool, TimeSpan clockSkew, TimeProvider time)
{
    private readonly Bytes32 _nonce = Bytes32.FromBytes(RandomNumberGenerator.GetBytes(Bytes32.Size));
    private bool _used;

    public Challenge Challenge() => new()
    {
        Nonce = ByteString.CopyFrom(_nonce.ToBytes()),
        Pool = ByteString.CopyFrom(Bytes32.FromNumber(pool).ToBytes()),
        ChainId = domain.ChainId,
        Hub = ByteString.CopyFrom(domain.Hub.ToBytes()),
        Time = (ulong)time.GetUtcNow().ToUnixTimeSeconds(),
    };

    /// <summary>Null if the wallet is proven, else why not.</summary>
    public string? Refuse(Address worker, Login login)
    {
        if (_used)
        {
            return "A challenge is good for one login: connect again for a new one.";
        }

        _used = true;
        var skew = BigInteger.Abs(time.GetUtcNow().ToUnixTimeSeconds() - (BigInteger)login.IssuedAt);
        if (skew > (long)clockSkew.TotalSeconds)
        {
            return $"The login was signed {skew} s away from the scheduler's clock, {clockSkew.TotalSeconds} s are allowed: set the worker's clock.";
        }

        return new WorkerLogin(pool, worker, _nonce, login.IssuedAt).IsSigned(domain, login.Signature.ToByteArray())
            ? null
            : $"The login is not signed by {worker} for pool {pool} of hub {domain.Hub} on chain {domain.ChainId}: sign the challenge of this connection with the worker's key.";
    }
}
