using System.Text.RegularExpressions;

namespace OrleansBackends.Tests.Architecture;

public sealed class SliceTests
{
    private static readonly string[] TestFolders = ["Architecture", "Mechanisms", "Storage", "Web", "Kill"];
    private static readonly string[] VagueFolders = ["Models", "Services", "Helpers", "Managers", "Utils"];

    /// <summary>Whose grain interfaces a slice's grains may call; frontends may use them too.</summary>
    private static readonly Dictionary<string, string[]> GrainEdges = new()
    {
        ["Accounts"] = ["Notifications"],
        ["Blog"] = ["Files"],
        ["Chat"] = ["Notifications"],
        ["Events"] = ["Notifications"],
        ["Expenses"] = ["Notifications", "Files"],
        ["Files"] = ["Notifications"],
        ["Inventory"] = ["Notifications"],
        ["Portfolio"] = ["Notifications", "Files"],
        ["Shop"] = ["Notifications", "Inventory"],
        ["Todos"] = ["Notifications"],
        ["Weather"] = ["Notifications"],
    };

    private static readonly Dictionary<string, string[]> FrontendEdges = new()
    {
        ["Blog"] = ["Accounts", "Files"],
        ["Portfolio"] = ["Files", "Blog"],
    };

    public static TheoryData<string> Slices => [.. Solution.Slices];

    [Theory]
    [MemberData(nameof(Slices))]
    public void A_slice_lies_in_its_folder_and_namespace(string slice)
    {
        var strays =
            from file in Solution.Sources
            where file.Folder == slice != Belongs(file.Namespace, slice)
            select $"{file}: {file.Namespace}";
        Assert.Empty(strays);
    }

    [Theory]
    [MemberData(nameof(Slices))]
    public void A_slice_uses_no_other_slice_but_along_its_edges(string slice)
    {
        var allowed = GrainEdges.GetValueOrDefault(slice, []);
        var trespasses =
            from file in Solution.Sources
            where file.Folder == slice && file.Project != "Tests"
            from other in OthersNamed(file, slice)
            where !(allowed.Contains(other.Slice) && other.Project == "Interfaces")
                && !(file.Project == "WebFrontend" && FrontendEdges.GetValueOrDefault(slice, []).Contains(other.Slice))
            select $"{file} uses {other.Project}.{other.Slice}";
        Assert.Empty(trespasses);
    }

    [Theory]
    [MemberData(nameof(Slices))]
    public void A_slice_name_is_no_type_name(string slice) =>
        Assert.DoesNotContain(Solution.Assemblies.SelectMany(assembly => assembly.OwnTypes()), type => type.Name == slice);

    [Fact]
    public void Common_knows_no_slice()
    {
        var knowing =
            from file in Solution.Sources
            where file.Folder == "Common" && file.Project != "Tests"
            from other in OthersNamed(file, "Common")
            select $"{file} uses {other.Project}.{other.Slice}";
        Assert.Empty(knowing);
    }

    [Fact]
    public void Every_folder_is_common_or_a_slice()
    {
        var strays =
            from file in Solution.Sources
            where file.Folder is { } folder && folder != "Common" && !Solution.Slices.Contains(folder)
                && !(file.Project == "Tests" && TestFolders.Contains(folder))
            select file.ToString();
        Assert.Empty(strays);
    }

    [Fact]
    public void No_folder_has_a_vague_name() =>
        Assert.DoesNotContain(Solution.Sources, file => file.Parts[..^1].Any(VagueFolders.Contains));

    [Fact]
    public void Projects_depend_inwards()
    {
        Assert.DoesNotContain(References("Grains.Interfaces"), IsOurs);
        Assert.Equal(["OrleansBackends.Grains.Interfaces"], References("Grains").Where(IsOurs));
        Assert.DoesNotContain(References("Grains.Interfaces").Concat(References("Grains")), IsOfWebOrDatabase);
        Assert.DoesNotContain("OrleansBackends.WebFrontend", References("Silo"));
    }

    [Fact]
    public void The_frontend_knows_the_silo_and_the_grains_only_where_it_embeds_them()
    {
        var knowing =
            from file in Solution.Sources
            where file.Project == "WebFrontend" && Regex.IsMatch(file.Code, @"OrleansBackends\.(Silo|Grains(?!\.Interfaces))\b")
            select file.ToString();
        Assert.Subset(new HashSet<string> { "WebFrontend/Program.cs" }, knowing.ToHashSet());
    }

    private static bool Belongs(string name, string slice) => Regex.IsMatch(name, $@"^OrleansBackends\.({string.Join('|', Solution.Projects.Select(Regex.Escape))})\.{slice}(\.|$)");

    private static IEnumerable<(string Project, string Slice)> OthersNamed(SourceFile file, string own) =>
        from Match match in Regex.Matches(file.Code, $@"\b(Interfaces|Grains|Silo|WebFrontend)\.({string.Join('|', Solution.Slices)})\b")
        where match.Groups[2].Value != own
        select (match.Groups[1].Value, match.Groups[2].Value);

    private static IEnumerable<string> References(string project) =>
        Solution.Assemblies.Single(assembly => assembly.GetName().Name == $"OrleansBackends.{project}").GetReferencedAssemblies().Select(name => name.Name!);

    private static bool IsOurs(string assembly) => assembly.StartsWith("OrleansBackends.", StringComparison.Ordinal);

    private static bool IsOfWebOrDatabase(string assembly) =>
        assembly is "Npgsql" or "Microsoft.Data.Sqlite" || assembly.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal);
}
