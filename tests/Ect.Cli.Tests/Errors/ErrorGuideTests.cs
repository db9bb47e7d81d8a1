using Ect.Cli.Errors;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Abi;
using Ect.Sdk.Errors;

namespace Ect.Cli.Tests.Errors;

/// <summary>docs/errors.md explains every error there is, and none that is not.</summary>
public sealed class ErrorGuideTests
{
    private static IEnumerable<string> ContractErrors => HubClient.Errors.Concat(OracleConsumer.Errors).Concat(MonteCarloOracle.Errors).Concat(AnyPoolOracle.Errors).Select(error => error.Name).Distinct();

    private static IEnumerable<string> OwnErrors => Enum.GetValues<ErrorCode>().Select(ErrorMap.NameOf);

    [Fact]
    public void Every_contract_error_is_explained() => ErrorGuide.Names.Should().Contain(ContractErrors);

    [Fact]
    public void Every_error_of_the_commands_is_explained() => ErrorGuide.Names.Should().Contain(OwnErrors);

    [Fact]
    public void Nothing_is_explained_that_cannot_happen() => ErrorGuide.Names.Should().BeSubsetOf(ContractErrors.Concat(OwnErrors));

    [Fact]
    public void Every_explanation_says_how_to_fix_it() =>
        ErrorGuide.Names.Should().OnlyContain(name => ErrorGuide.FixOf(name)!.Length > 15);

    [Fact]
    public void A_refusal_keeps_the_contracts_name_and_arguments()
    {
        var error = HubClient.Errors.Single(e => e.Name == "OrderExpired");
        var revert = new RevertException(new DecodedError(error, [(System.Numerics.BigInteger)2, (System.Numerics.BigInteger)77], [1, 2, 3, 4]));

        var shown = ErrorMap.Of(revert);

        shown.Exit.Should().Be(ExitCode.Refused);
        shown.Code.Should().Be("OrderExpired");
        shown.Message.Should().Contain("77");
        shown.Hint.Should().Be("Sign a new order with a later expiry.");
    }

    [Theory]
    [InlineData(ErrorCode.Usage, (int)ExitCode.Usage)]
    [InlineData(ErrorCode.Internal, (int)ExitCode.Failure)]
    [InlineData(ErrorCode.WalletNotFound, (int)ExitCode.NotFound)]
    [InlineData(ErrorCode.NoMatch, (int)ExitCode.NotFound)]
    [InlineData(ErrorCode.InsufficientBalance, (int)ExitCode.Refused)]
    [InlineData(ErrorCode.ChainUnreachable, (int)ExitCode.Unreachable)]
    [InlineData(ErrorCode.WrongChain, (int)ExitCode.Unreachable)]
    [InlineData(ErrorCode.ContentTampered, (int)ExitCode.VerificationFailed)]
    [InlineData(ErrorCode.Timeout, (int)ExitCode.Timeout)]
    [InlineData(ErrorCode.Interrupted, (int)ExitCode.Interrupted)]
    public void Exit_codes_never_change_their_meaning(ErrorCode code, int exit) => ((int)ExitCodes.Of(code)).Should().Be(exit);

    [Theory]
    [InlineData(typeof(OperationCanceledException), (int)ExitCode.Interrupted)]
    [InlineData(typeof(TimeoutException), (int)ExitCode.Timeout)]
    [InlineData(typeof(FileNotFoundException), (int)ExitCode.NotFound)]
    [InlineData(typeof(IOException), (int)ExitCode.Failure)]
    [InlineData(typeof(InvalidOperationException), (int)ExitCode.Failure)]
    public void Every_exception_has_an_exit_code(Type exception, int exit) =>
        ((int)ErrorMap.Of((Exception)Activator.CreateInstance(exception)!).Exit).Should().Be(exit);
}
