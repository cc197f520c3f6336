namespace Cake.Frosting.Internal;

/// <summary>The tasks of a build and which of them its targets need.</summary>
internal sealed class TaskPlan
{
    private readonly ILookup<string, FrostingTaskType> _byName;
    private readonly ILookup<string, string> _dependencies;
    private readonly Type _context;

    public TaskPlan(IReadOnlyCollection<FrostingTaskType> types, Type context)
    {
        _context = context;
        _byName = types.ToLookup(type => type.Name, StringComparer.OrdinalIgnoreCase);
        var forward = types.SelectMany(type =>
            type.Dependencies.Select(other => (From: type.Name, To: FrostingTaskType.NameOf(other)))
        );
        var reverse = types.SelectMany(type =>
            type.ReverseDependencies.Select(other => (From: FrostingTaskType.NameOf(other), To: type.Name))
        );
        _dependencies = forward.Concat(reverse).ToLookup(edge => edge.From, edge => edge.To, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Refuses targets that need a task made for another context: left out with a warning, such a task (a gate, say) would
    /// silently not happen where it was declared from its own end.
    /// </summary>
    /// <exception cref="FrostingException">A target is such a task or depends on one.</exception>
    public void RequireUsable(IEnumerable<string> targets, bool exclusive)
    {
        foreach (var target in targets)
        {
            var needed = exclusive ? [target] : Closure(target);
            if (needed.SelectMany(name => _byName[name]).FirstOrDefault(type => !IsUsable(type)) is { } unusable)
            {
                throw new FrostingException(
                    $"The target '{target}' needs the task '{unusable.Name}', which works with the context {unusable.Context!.FullName}, "
                        + $"but the context of this build is {_context.FullName}; register one that is convertible with UseContext, or leave the task out."
                );
            }
        }
    }

    private bool IsUsable(FrostingTaskType type) => type.Context is null || type.Context.IsAssignableFrom(_context);

    private HashSet<string> Closure(string target)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var pending = new Stack<string>([target]);
        while (pending.TryPop(out var name))
        {
            if (seen.Add(name))
            {
                foreach (var dependency in _dependencies[name])
                {
                    pending.Push(dependency);
                }
            }
        }

        return seen;
    }
}
