using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Ect.Contracts;
using Ect.Ethereum.TypedData;
using Ect.Protocol.Signing;

namespace Ect.Protocol.Orders;

/// <summary>Orders as a wallet shows and signs them (eth_signTypedData_v4), for whoever keeps no key in this program.</summary>
public static class OrderTypedData
{
    /// <summary>The document of an app order. Its digest is the order's.</summary>
    public static TypedDataDocument ForWallet(this AppOrder order, EctDomain domain) => Document(domain, OrderTypes.App, order.ToAbi());

    /// <summary>The document of a dataset order. Its digest is the order's.</summary>
    public static TypedDataDocument ForWallet(this DatasetOrder order, EctDomain domain) => Document(domain, OrderTypes.Dataset, order.ToAbi());

    /// <summary>The document of a pool order. Its digest is the order's.</summary>
    public static TypedDataDocument ForWallet(this PoolOrder order, EctDomain domain) => Document(domain, OrderTypes.Pool, order.ToAbi());

    /// <summary>The document of a request order. Its digest is the order's.</summary>
    public static TypedDataDocument ForWallet(this RequestOrder order, EctDomain domain) => Document(domain, OrderTypes.Request, order.ToAbi());

    private static TypedDataDocument Document(EctDomain domain, SignedStruct type, object?[] values)
    {
        var message = new JsonObject();
        for (var i = 0; i < values.Length; i++)
        {
            message[type.Members[i].Name] = values[i] is BigInteger number ? number.ToString(CultureInfo.InvariantCulture) : values[i]!.ToString();
        }

        IReadOnlyList<TypedDataMember> members = [.. type.Members.Select(member => new TypedDataMember(member.Name, member.Type.Name))];
        return new(
            new Domain(EctDomain.Name, EctDomain.Version, domain.ChainId, domain.Hub),
            new Dictionary<string, IReadOnlyList<TypedDataMember>> { [type.Name] = members },
            type.Name,
            message);
    }
}
