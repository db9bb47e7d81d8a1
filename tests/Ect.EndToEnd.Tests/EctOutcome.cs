using System.Text.Json.Nodes;

namespace Ect.EndToEnd.Tests;

/// <summary>How a run of the executable ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record EctOutcome(int ExitCode, string Output, string Errors)
{
    /// <summary>The one document on standard output.</summary>
    public JsonNode Document => JsonNode.Parse(Output) ?? throw new InvalidDataException("The document is null.");

    public string Message => (string)Document["error"]!["message"]!;

    public string Hint => (string)Document["error"]!["hint"]!;

    public EctOutcome ShouldSucceed()
    {
        ExitCode.Should().Be(0, $"it says: {Output}{Errors}");
        return this;
    }

    /// <summary>Checks exit code, error code, that the message names each of these, and that there is a next step.</summary>
    public EctOutcome ShouldFail(int exit, string code, params string[] named)
    {
        ExitCode.Should().Be(exit, $"it says: {Output}{Errors}");
        Document.AsObject().Select(member => member.Key).Should().Equal("error");
        ((string)Document["error"]!["code"]!).Should().Be(code, Message);
        foreach (var part in named)
        {
            Message.Should().Contain(part);
        }

        Hint.Should().NotBeNullOrWhiteSpace().And.NotContain("See docs/errors.md");
        (Output + Errors).Should().NotContain("   at ", "a stack trace helps no user");
        return this;
    }
}
