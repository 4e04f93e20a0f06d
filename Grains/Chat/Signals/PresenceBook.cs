using OrleansBackends.Grains.Interfaces.Chat;

namespace OrleansBackends.Grains.Chat.Signals;

/// <summary>Who is here, by the leases of frontends and what each person wants to be seen as. Answers only what has changed for those who look.</summary>
internal sealed class PresenceBook
{
    /// <summary>A frontend renews in time, or it is gone.</summary>
    public static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(45);

    private readonly Dictionary<UserId, Present> people = [];

    public bool Knows(UserId user) => people.ContainsKey(user);

    /// <summary>Takes a lease of somebody who is known or comes with what is stored about them.</summary>
    public PresenceView? Take(string frontend, PresenceLease lease, SeenSettings stored, DateTimeOffset now)
    {
        if (!people.TryGetValue(lease.User, out var present))
        {
            if (lease.State == PresenceState.Offline)
            {
                return null;
            }

            people[lease.User] = present = new Present(stored);
        }

        present.Lease(frontend, lease.State, now);
        return Change(lease.User, present, now);
    }

    /// <summary>Takes what somebody decided, unless it is older than what is known. Whoever is not here is asked for when needed.</summary>
    public PresenceView? Settle(UserId user, SeenSettings settings, DateTimeOffset now)
    {
        if (!people.TryGetValue(user, out var present) || settings.Version <= present.Settings.Version)
        {
            return null;
        }

        var isHiddenFromOthers = !settings.Blocked.ToHashSet().SetEquals(present.Settings.Blocked);
        present.Settings = settings;
        return Change(user, present, now) ?? (isHiddenFromOthers ? Show(user, present, now) : null);
    }

    /// <summary>What time has changed: leases and choices that ended.</summary>
    public IReadOnlyList<PresenceView> Expire(DateTimeOffset now) => [.. people.ToList().Select(p => Change(p.Key, p.Value, now)).OfType<PresenceView>()];

    public PresenceView? Find(UserId user, DateTimeOffset now) => people.TryGetValue(user, out var present) ? Show(user, present, now) : null;

    public static PresenceView ShowAbsent(UserId user, SeenSettings stored) => new() { User = user, LastSeenAt = stored.LastSeenAt, Blocked = stored.Blocked };

    private PresenceView? Change(UserId user, Present present, DateTimeOffset now)
    {
        var view = Show(user, present, now);
        if (!present.IsHere(now))
        {
            people.Remove(user);
        }

        if (view.State == present.Shown)
        {
            return null;
        }

        present.Shown = view.State;
        return view;
    }

    private static PresenceView Show(UserId user, Present present, DateTimeOffset now)
    {
        var state = present.StateAt(now);
        return new PresenceView
        {
            User = user, State = state, Blocked = present.Settings.Blocked, LastSeenAt = state == PresenceState.Offline ? present.LastSeenAt : null,
        };
    }

    private sealed class Present(SeenSettings stored)
    {
        private readonly Dictionary<string, (PresenceState State, DateTimeOffset Until)> leases = [];
        private DateTimeOffset? heardAt;

        public SeenSettings Settings { get; set; } = stored;

        public PresenceState Shown { get; set; }

        /// <summary>Who was invisible was not seen, so this stays where it was before.</summary>
        public DateTimeOffset? LastSeenAt => heardAt > Settings.LastSeenAt || Settings.LastSeenAt is null ? heardAt : Settings.LastSeenAt;

        public void Lease(string frontend, PresenceState state, DateTimeOffset now)
        {
            if (Settings.Chosen.At(now) != PresenceChoice.Invisible)
            {
                heardAt = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
            }

            if (state == PresenceState.Offline)
            {
                leases.Remove(frontend);
            }
            else
            {
                leases[frontend] = (state, now + LeaseFor);
            }
        }

        public bool IsHere(DateTimeOffset now) => leases.Values.Any(lease => lease.Until > now);

        public PresenceState StateAt(DateTimeOffset now)
        {
            var strongest = leases.Values.Where(lease => lease.Until > now).Select(lease => lease.State).DefaultIfEmpty(PresenceState.Offline).Max();
            return strongest == PresenceState.Offline ? PresenceState.Offline : Settings.Chosen.At(now) switch
            {
                PresenceChoice.Auto => strongest,
                PresenceChoice.Away => PresenceState.Away,
                PresenceChoice.Dnd => PresenceState.Dnd,
                PresenceChoice.Invisible => PresenceState.Offline,
                var other => throw new ArgumentOutOfRangeException(nameof(now), other, "no choice"),
            };
        }
    }
}
