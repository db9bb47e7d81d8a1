using System.Text;
using System.Text.RegularExpressions;
using Ect.Protocol.Machines;

namespace Ect.Protocol.Tasks;

/// <summary>The limits on params: what a worker takes from a stranger must be small and must not name a path.</summary>
internal static partial class TaskParamsRules
{
    public const int MaxEntries = 64;
    public const int MaxValueBytes = 2048;

    public static void Validate(TaskParams value)
    {
        CheckCount("args", value.Args.Count);
        CheckCount("inputs", value.Inputs.Count);
        CheckCount("env", value.Env.Count);
        for (var i = 0; i < value.Args.Count; i++)
        {
            CheckText($"args[{i}]", value.Args[i]);
        }

        MachineNeedsJson.Validate(value.Needs);
        value.Repeats?.Validate();
        foreach (var (name, address) in value.Inputs)
        {
            CheckInput(name, address);
        }

        foreach (var (name, text) in value.Env)
        {
            CheckVariable(name);
            CheckText($"env.{name}", text);
        }
    }

    private static void CheckInput(string name, string? address)
    {
        if (!InputName().IsMatch(name))
        {
            throw new FormatException($"Input name '{Shorten(name)}' is not allowed: use 1 to 64 letters, digits, '.', '_' or '-', starting with a letter or digit.");
        }

        if (name == "dataset")
        {
            throw new FormatException("Input name 'dataset' is taken: the bought dataset stands there. Choose another name.");
        }

        if (!InputAddress.TryParse(address, out _, out var fault))
        {
            throw new FormatException($"Input '{name}' {fault}");
        }
    }

    private static void CheckVariable(string name)
    {
        if (!VariableName().IsMatch(name))
        {
            throw new FormatException($"Environment name '{Shorten(name)}' is not allowed: use 1 to 64 letters, digits or '_', not starting with a digit.");
        }

        if (name.StartsWith("ECT_", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException($"Environment name '{name}' is taken: names starting with ECT_ describe the task. Choose another name.");
        }
    }

    private static void CheckCount(string member, int count)
    {
        if (count > MaxEntries)
        {
            throw new FormatException($"Params have {count} {member}; at most {MaxEntries} are allowed: put the rest into an input file.");
        }
    }

    private static void CheckText(string member, string? text)
    {
        if (text is null)
        {
            throw new FormatException($"{member} is null: give a text.");
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new FormatException($"{member} contains a zero character, which no program can receive: remove it.");
        }

        var bytes = Utf8Length(member, text);
        if (bytes > MaxValueBytes)
        {
            throw new FormatException($"{member} has {bytes} bytes; at most {MaxValueBytes} are allowed: put it into an input file.");
        }
    }

    // A lone surrogate has no UTF-8 form: hashes of the text would differ between programs.
    private static int Utf8Length(string member, string text)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new FormatException($"{member} is not valid Unicode text.", exception);
        }
    }

    private static string Shorten(string? text) => text is null ? "null" : text.Length <= 80 ? text : text[..80] + "…";

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex InputName();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,63}\z")]
    private static partial Regex VariableName();
}
