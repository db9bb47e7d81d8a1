using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>A built-in function. It evaluates its arguments itself, as far as it needs them.</summary>
internal delegate Value Function(in Call call);
