using Cake.Frosting;
using Cake.Frosting.SupplyChain;
using Cake.SupplyChain;
using Xunit;

namespace Cake.Tests.Tasks;

public sealed class ReleaseTaskTests
{
    private static readonly IReadOnlyList<Type> Classes =
    [
        .. typeof(GateTask).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(IFrostingTask))),
    ];

    public static TheoryData<string> Names => [.. ReleaseTask.All.Select(task => task.Name)];

    [Fact]
    public void Scripts_and_frosting_have_the_same_tasks() =>
        Assert.Equal(
            ReleaseTask.All.Select(task => task.Name).Order(StringComparer.Ordinal),
            Classes.Select(NameOf).Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void A_task_is_described_the_same_and_follows_the_same_tasks(string name)
    {
        var task = ReleaseTask.All.Single(task => task.Name == name);
        var type = Classes.Single(type => NameOf(type) == name);

        Assert.Equal(task.Description, Attribute<TaskDescriptionAttribute>(type).Description);
        Assert.Equal(
            task.DependsOn.Order(StringComparer.Ordinal),
            Attributes<IsDependentOnAttribute>(type).Select(attribute => NameOf(attribute.Task)).Order(StringComparer.Ordinal)
        );
        Assert.Empty(Attributes<IsDependeeOfAttribute>(type));
    }

    [Fact]
    public void A_task_is_registered_after_those_it_depends_on()
    {
        var names = ReleaseTask.All.Select(task => task.Name).ToList();
        Assert.All(
            ReleaseTask.All,
            task => Assert.All(task.DependsOn, name => Assert.Contains(name, names[..names.IndexOf(task.Name)]))
        );
    }

    [Fact]
    public void No_task_swallows_its_failure() =>
        Assert.All(
            Classes,
            type =>
            {
                Assert.NotEqual(type, type.GetMethod("OnError")!.DeclaringType);
                Assert.Empty(Attributes<ContinueOnErrorAttribute>(type));
            }
        );

    private static string NameOf(Type type) => Attribute<TaskNameAttribute>(type).Name;

    private static T Attribute<T>(Type type) => Assert.Single(Attributes<T>(type));

    private static IEnumerable<T> Attributes<T>(Type type) => type.GetCustomAttributes(typeof(T), inherit: false).Cast<T>();
}
