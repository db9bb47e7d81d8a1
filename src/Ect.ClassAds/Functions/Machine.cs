using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>Functions that ask the machine in HTCondor. Here an ad learns nothing of the machine: they answer as if it had no such user or map.</summary>
internal static class Machine
{
    // userHome(name, otherwise)
    public static Value UserHome(in Call call)
    {
        if (call.Count is not (1 or 2))
        {
            return Value.Stopped;
        }

        var name = call[0];
        var otherwise = call.Count == 2 ? call[1] : default;
        if (otherwise.IsString && otherwise.Bytes.Length > 0)
        {
            return otherwise;
        }

        return name.IsUndefined || name.IsString ? Value.Undefined : Value.Error;
    }

    // userMap(map, user, preferred, otherwise)
    public static Value UserMap(in Call call)
    {
        var values = new Value[call.Count];
        if (call.Count is < 2 or > 4)
        {
            return Value.Error;
        }

        if (!call.TryAll(values))
        {
            return Value.Stopped;
        }

        if (values[0].IsError || values[1].IsError)
        {
            return Value.Error;
        }

        return values.Length == 4 ? values[3] : Value.Undefined;
    }
}
