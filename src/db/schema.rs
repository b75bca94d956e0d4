//! The tables as diesel sees them: one description for both databases, kept in step with `migrations/`.

diesel::table! {
    site (id) {
        id -> SmallInt,
        version -> BigInt,
        epoch -> BigInt,
        secret -> Text,
        setup_hash -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    settings (key) {
        key -> Text,
        value -> Text,
    }
}

diesel::table! {
    legal_pages (slug, language) {
        slug -> Text,
        language -> Text,
        body -> Text,
        html -> Text,
        edited_at -> BigInt,
    }
}

diesel::table! {
    events (id) {
        id -> BigInt,
        tx -> BigInt,
        kind -> Text,
        data -> Text,
        schema_version -> SmallInt,
        origin -> SmallInt,
        happened_at -> BigInt,
        recorded_at -> BigInt,
    }
}

diesel::table! {
    cursors (consumer) {
        consumer -> Text,
        epoch -> BigInt,
        tx -> BigInt,
        event -> BigInt,
    }
}

diesel::table! {
    form_keys (actor, key) {
        actor -> Text,
        key -> Text,
        body_hash -> Text,
        result -> Text,
        used_at -> BigInt,
    }
}

diesel::table! {
    jobs (id) {
        id -> BigInt,
        kind -> Text,
        subject -> BigInt,
        due_at -> BigInt,
        attempts -> SmallInt,
        leased_until -> BigInt,
        problem -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    outbox (id) {
        id -> BigInt,
        kind -> Text,
        member -> Nullable<BigInt>,
        address -> Nullable<Text>,
        data -> Text,
        message_id -> Text,
        due_at -> BigInt,
        expires_at -> Nullable<BigInt>,
        attempts -> SmallInt,
        leased_until -> BigInt,
        problem -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    departments (id) {
        id -> BigInt,
        name_de -> Text,
        name_en -> Text,
        position -> Integer,
    }
}

diesel::table! {
    members (id) {
        id -> BigInt,
        name -> Text,
        name_key -> Text,
        slug -> Text,
        email -> Nullable<Text>,
        email_key -> Nullable<Text>,
        role -> SmallInt,
        department -> Nullable<BigInt>,
        own_title -> Nullable<Text>,
        bio -> Text,
        language -> Nullable<Text>,
        tone -> Nullable<Text>,
        colours -> Nullable<Text>,
        expert_form -> Nullable<Text>,
        password_hash -> Nullable<Text>,
        points -> BigInt,
        solutions -> BigInt,
        rank -> SmallInt,
        rights -> Integer,
        rank_due_at -> Nullable<BigInt>,
        unread -> Integer,
        suspended_at -> Nullable<BigInt>,
        erased_at -> Nullable<BigInt>,
        last_seen_at -> BigInt,
        created_at -> BigInt,
        time_zone -> Nullable<Text>,
        follow_by_writing -> Bool,
        mail_stopped_at -> Nullable<BigInt>,
        mail_day -> Integer,
        mail_count -> SmallInt,
        daily_due_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    member_boards (member, board) {
        member -> BigInt,
        board -> BigInt,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        token_hash -> Text,
        member -> BigInt,
        device -> Text,
        created_at -> BigInt,
        last_seen_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    sign_ins (id) {
        id -> BigInt,
        purpose -> SmallInt,
        email -> Text,
        email_key -> Text,
        member -> Nullable<BigInt>,
        browser_hash -> Text,
        code_hash -> Text,
        link_hash -> Text,
        tries -> SmallInt,
        language -> Text,
        back -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
        network -> Text,
    }
}

diesel::table! {
    boards (id) {
        id -> BigInt,
        slug -> Text,
        parent -> Nullable<BigInt>,
        name -> Text,
        line -> Text,
        language -> Nullable<Text>,
        visibility -> SmallInt,
        min_rank -> SmallInt,
        who_may_ask -> SmallInt,
        kinds -> Integer,
        position -> Integer,
        closed_at -> Nullable<BigInt>,
        threads -> BigInt,
        questions -> BigInt,
        solved -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    threads (id) {
        id -> BigInt,
        board -> BigInt,
        kind -> SmallInt,
        title -> Text,
        slug -> Text,
        language -> Nullable<Text>,
        author -> BigInt,
        opening -> Nullable<BigInt>,
        answers -> BigInt,
        replies -> BigInt,
        helpful -> BigInt,
        same_here -> BigInt,
        ending -> Nullable<SmallInt>,
        solution -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
        ended_by -> Nullable<BigInt>,
        waiting_since -> Nullable<BigInt>,
        reminded_at -> Nullable<BigInt>,
        unanswered -> Bool,
        last_post_at -> BigInt,
        last_author -> BigInt,
        locked_at -> Nullable<BigInt>,
        pinned_at -> Nullable<BigInt>,
        official_at -> Nullable<BigInt>,
        hidden_at -> Nullable<BigInt>,
        hidden_reason -> Nullable<SmallInt>,
        hidden_by -> Nullable<BigInt>,
        deleted_at -> Nullable<BigInt>,
        duplicate_of -> Nullable<BigInt>,
        counted -> SmallInt,
        counted_board -> Nullable<BigInt>,
        version -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    posts (id) {
        id -> BigInt,
        thread -> BigInt,
        kind -> SmallInt,
        author -> BigInt,
        reply_to -> Nullable<BigInt>,
        department -> Nullable<BigInt>,
        official -> Bool,
        body -> Text,
        html -> Text,
        language -> Nullable<Text>,
        helpful -> BigInt,
        worked -> BigInt,
        revision -> Integer,
        edited_at -> Nullable<BigInt>,
        hidden_at -> Nullable<BigInt>,
        hidden_reason -> Nullable<SmallInt>,
        hidden_by -> Nullable<BigInt>,
        deleted_at -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    revisions (post, number) {
        post -> BigInt,
        number -> Integer,
        title -> Nullable<Text>,
        body -> Text,
        author -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    helpful_marks (post, member) {
        post -> BigInt,
        member -> BigInt,
        words -> Text,
        marked_at -> BigInt,
    }
}

diesel::table! {
    worked_marks (post, member) {
        post -> BigInt,
        member -> BigInt,
        product_version -> Text,
        marked_at -> BigInt,
    }
}

diesel::table! {
    same_here_marks (thread, member) {
        thread -> BigInt,
        member -> BigInt,
        marked_at -> BigInt,
    }
}

diesel::table! {
    follows (member, subject_kind, subject) {
        member -> BigInt,
        subject_kind -> SmallInt,
        subject -> BigInt,
        level -> SmallInt,
        followed_at -> BigInt,
    }
}

diesel::table! {
    bookmarks (member, thread) {
        member -> BigInt,
        thread -> BigInt,
        marked_at -> BigInt,
    }
}

diesel::table! {
    mentions (post, member) {
        post -> BigInt,
        member -> BigInt,
    }
}

diesel::table! {
    tags (id) {
        id -> BigInt,
        name -> Text,
        slug -> Text,
        description -> Text,
        is_topic -> Bool,
        is_product -> Bool,
        created_at -> BigInt,
    }
}

diesel::table! {
    tag_aliases (slug) {
        slug -> Text,
        tag -> BigInt,
    }
}

diesel::table! {
    thread_tags (thread, tag) {
        thread -> BigInt,
        tag -> BigInt,
        board -> Nullable<BigInt>,
        created_at -> BigInt,
        last_post_at -> BigInt,
    }
}

diesel::table! {
    tag_counts (tag, board) {
        tag -> BigInt,
        board -> BigInt,
        threads -> BigInt,
    }
}

diesel::table! {
    flags (id) {
        id -> BigInt,
        post -> BigInt,
        member -> Nullable<BigInt>,
        reason -> SmallInt,
        note -> Text,
        notifier_name -> Nullable<Text>,
        notifier_address -> Nullable<Text>,
        raised_at -> BigInt,
        settled_at -> Nullable<BigInt>,
        settled_by -> Nullable<BigInt>,
        outcome -> Nullable<SmallInt>,
    }
}

diesel::table! {
    held_questions (id) {
        id -> BigInt,
        browser_hash -> Text,
        sign_in -> BigInt,
        board -> BigInt,
        kind -> SmallInt,
        title -> Text,
        body -> Text,
        html -> Text,
        language -> Nullable<Text>,
        mentions -> Text,
        has_links -> Bool,
        tags -> Text,
        held_at -> BigInt,
    }
}

diesel::table! {
    files (id) {
        id -> BigInt,
        owner -> BigInt,
        post -> Nullable<BigInt>,
        name -> Text,
        mime -> Text,
        thumb_mime -> Text,
        width -> Integer,
        height -> Integer,
        thumb_width -> Integer,
        thumb_height -> Integer,
        bytes -> BigInt,
        uploaded_at -> BigInt,
    }
}

diesel::table! {
    ledger (id) {
        id -> BigInt,
        member -> BigInt,
        cause -> SmallInt,
        subject -> BigInt,
        giver -> BigInt,
        thread -> BigInt,
        board -> BigInt,
        points -> BigInt,
        capped -> SmallInt,
        earned_at -> BigInt,
        times -> BigInt,
    }
}

diesel::table! {
    import_sites (id) {
        id -> BigInt,
        host -> Text,
        is_linked -> Bool,
        board -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    imported_members (site, kind, original) {
        site -> BigInt,
        kind -> SmallInt,
        original -> BigInt,
        member -> BigInt,
    }
}

diesel::table! {
    imported_posts (post) {
        post -> BigInt,
        site -> BigInt,
        kind -> SmallInt,
        original -> BigInt,
        author -> Nullable<BigInt>,
        author_name -> Nullable<Text>,
        licence -> SmallInt,
        is_wiki -> Bool,
    }
}

diesel::table! {
    imported_helpfuls (post) {
        post -> BigInt,
        count -> BigInt,
        earning -> BigInt,
    }
}

diesel::table! {
    imported_links (site, original) {
        site -> BigInt,
        original -> BigInt,
    }
}

diesel::table! {
    notifications (id) {
        id -> BigInt,
        member -> BigInt,
        kind -> SmallInt,
        subject -> BigInt,
        thread -> Nullable<BigInt>,
        post -> Nullable<BigInt>,
        actor -> Nullable<BigInt>,
        actors -> BigInt,
        causes -> BigInt,
        detail -> SmallInt,
        newest_at -> BigInt,
        read_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    notification_causes (id) {
        id -> BigInt,
        notification -> BigInt,
        member -> BigInt,
        kind -> SmallInt,
        post -> BigInt,
        actor -> BigInt,
        moment -> BigInt,
        caused_at -> BigInt,
        mail_due -> Nullable<BigInt>,
    }
}

diesel::table! {
    mail_choices (member, kind) {
        member -> BigInt,
        kind -> SmallInt,
        choice -> SmallInt,
    }
}

diesel::table! {
    ignores (member, ignored) {
        member -> BigInt,
        ignored -> BigInt,
        since -> BigInt,
    }
}

diesel::table! {
    read_positions (member, thread) {
        member -> BigInt,
        thread -> BigInt,
        post -> BigInt,
        posted_at -> BigInt,
        read_at -> BigInt,
    }
}

diesel::table! {
    board_reads (member, board) {
        member -> BigInt,
        board -> BigInt,
        marked_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    site,
    settings,
    legal_pages,
    events,
    cursors,
    form_keys,
    jobs,
    outbox,
    departments,
    members,
    member_boards,
    sessions,
    sign_ins,
    boards,
    threads,
    posts,
    revisions,
    helpful_marks,
    worked_marks,
    same_here_marks,
    follows,
    bookmarks,
    mentions,
    tags,
    tag_aliases,
    thread_tags,
    tag_counts,
    flags,
    held_questions,
    files,
    ledger,
    notifications,
    notification_causes,
    mail_choices,
    ignores,
    import_sites,
    imported_members,
    imported_posts,
    imported_helpfuls,
    imported_links,
    read_positions,
    board_reads,
);

diesel::joinable!(sessions -> members (member));
diesel::joinable!(posts -> threads (thread));
diesel::joinable!(threads -> boards (board));
diesel::joinable!(thread_tags -> tags (tag));
diesel::joinable!(tag_aliases -> tags (tag));
diesel::joinable!(helpful_marks -> posts (post));
diesel::joinable!(worked_marks -> posts (post));
diesel::joinable!(flags -> posts (post));
diesel::joinable!(bookmarks -> threads (thread));
diesel::joinable!(held_questions -> sign_ins (sign_in));
diesel::joinable!(mentions -> members (member));
diesel::joinable!(imported_posts -> import_sites (site));
diesel::joinable!(imported_posts -> posts (post));
diesel::joinable!(imported_helpfuls -> posts (post));
