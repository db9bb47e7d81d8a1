using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Orders;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Tests.Orders;

/// <summary>Four orders that match, and a chain on which they do.</summary>
internal sealed class Sample
{
    public static readonly EctDomain Domain = new(31337, Address.Parse("0x5fbdb2315678afecb367f032d93f642f64180aa3"));
    public static readonly PrivateKey AppOwner = Key(1);
    public static readonly PrivateKey DatasetOwner = Key(2);
    public static readonly PrivateKey PoolOwner = Key(3);
    public static readonly PrivateKey Requester = Key(4);

    public AppOrder App { get; set; } = new(7, 10, 5, Tag(1), 0, 0, Address.Zero, 2000, Bytes32.Zero);

    public DatasetOrder Dataset { get; set; } = new(8, 20, 4, Tag(2), 0, 0, Address.Zero, 2000, Bytes32.Zero);

    public PoolOrder Pool { get; set; } = new(9, 100, 6, Tag(7), 1, 5, 0, 50, 1000, 0, 0, Address.Zero, 2000, Bytes32.Zero);

    public RequestOrder Request { get; set; } = new(7, 10, 8, 20, 9, 100, Requester.Address, Requester.Address, Address.Zero, 3, Tag(4), 1, 3, 0, 0, "{}", 2000, Bytes32.Zero);

    public MatchFacts Facts { get; set; } = new(
        1000, 5,
        new(AppOwner.Address, 0), new(DatasetOwner.Address, 0), new(PoolOwner.Address, 0), new(Requester.Address, 0),
        390, 90);

    public bool GiveDataset { get; set; } = true;

    public MatchCheck Check() => MatchCheck.Of(
        Domain, App.Sign(Domain, AppOwner), GiveDataset ? Dataset.Sign(Domain, DatasetOwner) : null, Pool.Sign(Domain, PoolOwner), Request.Sign(Domain, Requester), Facts);

    private static Bytes32 Tag(int bits) => Bytes32.FromNumber(bits);

    private static PrivateKey Key(int number) => PrivateKey.FromBytes(Bytes32.FromNumber((BigInteger)number).ToBytes());
}
