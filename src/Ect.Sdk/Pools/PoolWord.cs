using System.Numerics;
using Ect.Protocol.Pools;
using Ect.Sdk.Assets;

namespace Ect.Sdk.Pools;

/// <summary>What a pool's scheduler says of its pool, or why it says nothing.</summary>
/// <param name="Pool">The pool's id.</param>
/// <param name="Title">Its name on chain; nothing makes it unique. Null if it has none.</param>
/// <param name="Profile">What it says; null if it says nothing.</param>
/// <param name="Problem">Why it says nothing; null if it does.</param>
public sealed record PoolWord(BigInteger Pool, string? Title, PoolProfile? Profile, string? Problem)
{
    /// <summary>The name with the beginning of the id.</summary>
    public string Name => Title is null ? AssetId.Format(Pool)[..10] : $"{Title} ({AssetId.Format(Pool)[..10]})";
}
