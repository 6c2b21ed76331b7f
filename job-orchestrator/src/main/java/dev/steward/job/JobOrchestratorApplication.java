package dev.steward.job;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class JobOrchestratorApplication {

    public static void main(String[] args) {
        SpringApplication.run(JobOrchestratorApplication.class, args);
    }
}
