using System.Numerics;

namespace Ect.Contracts;

/// <summary>What came of registering an asset.</summary>
/// <param name="Id">The asset's id.</param>
/// <param name="IsNew">Whether it was registered now; false if it was before.</param>
public sealed record Registration(BigInteger Id, bool IsNew);
