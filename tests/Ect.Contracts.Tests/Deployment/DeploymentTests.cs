using Ect.Contracts;
using Ect.Contracts.Tests.Hub;
using Ect.Ethereum;

namespace Ect.Contracts.Tests.Deployment;

public sealed class DeploymentTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deployment_survives_its_file()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.json");
        try
        {
            fixture.Deployment.Save(path);
            (await Contracts.Deployment.LoadAsync(path, Ct)).Should().Be(fixture.Deployment);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("{}", "chainId")]
    [InlineData("null", "not null")]
    [InlineData("[", "no deployment")]
    [InlineData("""{"chainId":1,"token":"0x0000000000000000000000000000000000000000","apps":"0x0000000000000000000000000000000000000001","datasets":"0x0000000000000000000000000000000000000001","pools":"0x0000000000000000000000000000000000000001","hub":"0x0000000000000000000000000000000000000001","fromBlock":0}""", "'token' is the zero address")]
    [InlineData("""{"chainId":1,"token":"0x0000000000000000000000000000000000000001","apps":"0x0000000000000000000000000000000000000001","datasets":"0x0000000000000000000000000000000000000001","pools":"0x0000000000000000000000000000000000000001","hub":"0x0000000000000000000000000000000000000001","fromBlock":0}""", "no 'offers'*older than that contract*`ect up` begins anew")]
    [InlineData("""{"chainId":1,"extra":2}""", "extra")]
    public void A_file_that_is_no_deployment_is_refused_with_the_reason(string json, string reason)
    {
        var act = () => Contracts.Deployment.Parse(json);
        act.Should().Throw<FormatException>().WithMessage($"*{reason}*");
    }

    [Fact]
    public async Task A_file_from_before_there_was_a_matchmaker_stays_good_and_gets_one()
    {
        var older = fixture.Deployment with { Matchmaker = Address.Zero };
        older.ToJson().Should().NotContain("matchmaker");
        Contracts.Deployment.Parse(older.ToJson()).Should().Be(older);
        await HubDeployer.VerifyAsync(fixture.Client, older, ct: Ct);

        var mended = await HubDeployer.WithMatchmakerAsync(fixture.Sender(fixture.Keys[0]), older, Ct);

        (mended with { Matchmaker = Address.Zero }).Should().Be(older);
        await HubDeployer.VerifyAsync(fixture.Client, mended, ct: Ct);
        (await HubDeployer.WithMatchmakerAsync(fixture.Sender(fixture.Keys[0]), mended, Ct)).Should().Be(mended, "it has one");
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var act = () => Contracts.Deployment.LoadAsync("/nowhere/deployment.json", Ct);
        await act.Should().ThrowAsync<FileNotFoundException>().WithMessage("*/nowhere/deployment.json*");
    }

    [Fact]
    public async Task Contracts_of_the_deployment_pass_the_check()
    {
        var act = () => HubDeployer.VerifyAsync(fixture.Client, fixture.Deployment, ct: Ct);
        await act.Should().NotThrowAsync();
    }

    [Fact]
    public async Task A_missing_exchanged_or_foreign_contract_is_named()
    {
        var empty = () => HubDeployer.VerifyAsync(fixture.Client, fixture.Deployment with { Pools = Address.Parse("0x00000000000000000000000000000000000000aa") }, ct: Ct);
        await empty.Should().ThrowAsync<DeploymentException>().WithMessage("No contract stands*WorkerPoolRegistry*");

        var exchanged = () => HubDeployer.VerifyAsync(fixture.Client, fixture.Deployment with { Apps = fixture.Deployment.Token }, ct: Ct);
        await exchanged.Should().ThrowAsync<DeploymentException>().WithMessage("*not the AppRegistry*");

        var second = await HubDeployer.DeployAsync(fixture.Sender(fixture.Keys[0]), existingToken: fixture.Deployment.Token, ct: Ct);
        var mixed = () => HubDeployer.VerifyAsync(fixture.Client, fixture.Deployment with { Hub = second.Hub }, ct: Ct);
        await mixed.Should().ThrowAsync<DeploymentException>().WithMessage("*mixes networks*");

        var foreign = () => HubDeployer.VerifyAsync(fixture.Client, fixture.Deployment with { Offers = second.Offers }, ct: Ct);
        await foreign.Should().ThrowAsync<DeploymentException>().WithMessage("The standing offers*mixes networks*");

        var strange = () => HubDeployer.VerifyAsync(fixture.Client, fixture.Deployment with { Matchmaker = second.Matchmaker }, ct: Ct);
        await strange.Should().ThrowAsync<DeploymentException>().WithMessage("The matchmaker*mixes networks*");
    }
}
