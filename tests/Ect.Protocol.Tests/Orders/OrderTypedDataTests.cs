using Ect.Ethereum;
using Ect.Ethereum.TypedData;
using Ect.Protocol.Orders;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Orders;

public sealed class OrderTypedDataTests
{
    [Property]
    public bool A_wallet_signs_the_digest_that_the_hub_checks(uint volume, ushort category, byte[] salt, string? text)
    {
        var bytes = Keccak256.Hash(salt);
        var sample = new Sample();
        var app = sample.App with { Volume = volume, Salt = bytes };
        var dataset = sample.Dataset with { Dataset = bytes.ToNumber(), Salt = bytes };
        var pool = sample.Pool with { Category = category, Salt = bytes };
        var request = sample.Request with { Params = Valid(text), Salt = bytes };

        return app.ForWallet(Sample.Domain).Digest == app.Digest(Sample.Domain)
            && dataset.ForWallet(Sample.Domain).Digest == dataset.Digest(Sample.Domain)
            && pool.ForWallet(Sample.Domain).Digest == pool.Digest(Sample.Domain)
            && TypedDataDocument.Parse(request.ForWallet(Sample.Domain).ToJson()).Digest == request.Digest(Sample.Domain);
    }

    private static string Valid(string? text) => string.Concat((text ?? "").Where(c => !char.IsSurrogate(c)));
}
